import { signInRoute } from "@/lib/auth/legs";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handle = async (request: Request, { params }: Context): Promise<Response> => signInRoute(request, (await params).nextauth);

export { handle as GET, handle as POST };

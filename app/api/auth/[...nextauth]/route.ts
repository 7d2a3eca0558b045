import { signInRoute } from "@/lib/auth/legs";
import { keepSignIn } from "@/lib/desk/passkeys/enrol";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handle = async (request: Request, { params }: Context): Promise<Response> => signInRoute(request, (await params).nextauth, keepSignIn);

export { handle as GET, handle as POST };

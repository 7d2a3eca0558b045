import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** Every address below /api that no other handler has: answered like every other error, not with a page. */
const nothing = route<"public", { path: string[] }>({ access: "public" }, () => {
  throw new AppError("not_found");
});

export { nothing as GET, nothing as POST, nothing as PUT, nothing as PATCH, nothing as DELETE };

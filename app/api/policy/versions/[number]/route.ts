import { only } from "@/lib/desk/only";
import { policyVersionDetail } from "@/lib/desk/policy/view";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

export const GET = route<"transfers.read", { number: string }>({ access: "transfers.read" }, ({ session, params }) => {
  if (!/^[1-9]\d{0,5}$/.test(params.number)) throw new AppError("not_found");
  return policyVersionDetail(session, Number(params.number));
});

export const { POST, PUT, PATCH, DELETE } = only("GET");

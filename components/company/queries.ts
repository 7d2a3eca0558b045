import { jikoQuery } from "@/components/api/jiko";
import type { agreementsGet } from "@/lib/jiko/agreements";
import type { beneficialOwners, customerGet } from "@/lib/jiko/customer";

export const customerQuery = () => jikoQuery<typeof customerGet>("/v1/customer");
export const ownersQuery = () => jikoQuery<typeof beneficialOwners>("/v1/customer/beneficial-owners");
export const agreementsQuery = () => jikoQuery<typeof agreementsGet>("/v1/agreements");

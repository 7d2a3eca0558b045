import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { sentDocuments } from "@/lib/desk/uploads/sent";

/** What was sent for the company's profile from here. */
export const GET = route({ access: "company.read" }, async ({ session }) => ({ items: await sentDocuments(session) }));

export const { POST, PUT, PATCH, DELETE } = only("GET");

// A team at the fake bank, with Jiko's rules as far as they matter to the commands.
import { randomUUID } from "node:crypto";
import type { TeamMember } from "@/lib/jiko/team";
import type { FakeBank, Given } from "./fake-bank";

/** Two rows a page, so that the list has to be read to its end. */
function paged<Item>(items: Item[], query: Record<string, unknown> = {}) {
  const from = Number(query.cursor ?? 0);
  return { items: items.slice(from, from + 2), next_page: from + 2 < items.length ? String(from + 2) : null, prev_page: null };
}

export interface TeamBank {
  team: Map<string, TeamMember>;
  addMember(changes?: Partial<TeamMember>): TeamMember;
}

export function teachTeam(bank: FakeBank): TeamBank {
  const team = new Map<string, TeamMember>();
  const addMember = (changes: Partial<TeamMember> = {}): TeamMember => {
    const id = randomUUID();
    const plain = { id, name: "Viewer One", email: `${id}@example.com`, role: "VIEWER", status: "ACTIVE", created_at: "2026-01-05T10:00:00Z", last_login_at: null };
    const member = { ...plain, ...changes } as TeamMember;
    team.set(member.id, member);
    return member;
  };
  const memberOf = ({ params }: Given): TeamMember => team.get(params?.member_id ?? "") ?? bank.refuse("team.get", "not_found", 404);
  Object.assign(bank.also, {
    "team.list": ({ query }: Given) => paged([...team.values()], query),
    "team.get": (given: Given) => memberOf(given),
    "team.create": ({ body }: Given) => {
      const wanted = body as Pick<TeamMember, "name" | "email" | "role">;
      if ([...team.values()].some(({ email }) => email === wanted.email)) bank.refuse("team.create", "conflict", 409);
      return addMember({ ...wanted, status: "INVITED" });
    },
    "team.update": (given: Given) => Object.assign(memberOf(given), given.body),
  });
  return { team, addMember };
}

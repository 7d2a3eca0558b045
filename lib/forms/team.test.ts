import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBar, emailFault, invitationFaults, roleChoices, type MemberChange } from "./team";

const member = (id: string, role: string, status: string) => ({ id, name: id, email: `${id}@example.com`, role, status }) as never;

describe("an invitation", () => {
  it("takes plain addresses and nothing that could be read otherwise", () => {
    for (const good of ["a@example.com", " viewer.two+x@sub.example.co ", "o'neil@example.com", "+1@example.com"]) expect(emailFault(good), good).toBeNull();
    for (const bad of ["", "a", "a@b", "a@@b.com", "a b@example.com", "Name <a@example.com>", "a@example..com", "a@-x.com", "a@example.com,b@example.com"]) {
      expect(emailFault(bad), bad).not.toBeNull();
    }
    expect(emailFault(`${"x".repeat(260)}@example.com`)).toContain("At most 254");
  });

  it("names who has the address, whatever its letters", () => {
    expect(emailFault(" Admin@Example.com", [member("admin", "ADMIN", "INVITED")])).toBe("admin is invited already with this address.");
  });

  it("names every field that is wrong", () => {
    expect(invitationFaults({ name: "a\u202eb", email: "x", role: "OWNER" }).map(({ field }) => field)).toEqual(["name", "email", "role"]);
  });
});

describe("changeBar", () => {
  const anyMember = fc.record({ role: fc.constantFrom(...roleChoices.map(({ role }) => role)), status: fc.constantFrom("ACTIVE", "INACTIVE", "INVITED") });
  const anyChange = fc.oneof(
    fc.record({ role: fc.constantFrom(...roleChoices.map(({ role }) => role)) }),
    fc.record({ status: fc.constantFrom("ACTIVE" as const, "INACTIVE" as const) }),
  );

  it("never lets a team that has an active admin lose its last one", () => {
    fc.assert(
      fc.property(fc.array(anyMember, { minLength: 1, maxLength: 6 }), fc.nat(), anyChange, (rows, at, change: MemberChange) => {
        const team = rows.map(({ role, status }, i) => member(`m${i}`, role, status));
        const admins = (all: { role: string; status: string }[]) => all.filter(({ role, status }) => role === "ADMIN" && status === "ACTIVE").length;
        const target = at % team.length;
        if (changeBar(team[target]!, change, team) !== null) return;
        const after = rows.map((row, i) => (i === target ? { ...row, ...change } : row));
        expect(after).not.toEqual(rows);
        expect(admins(rows) > 0 && admins(after) === 0).toBe(false);
      }),
    );
  });

  it("explains itself", () => {
    const admin = member("admin", "ADMIN", "ACTIVE");
    const invited = member("new", "ADMIN", "INVITED");
    expect(changeBar(admin, { status: "INACTIVE" }, [admin, invited])).toContain("last active admin");
    expect(changeBar(admin, { role: "VIEWER" }, [admin, member("two", "ADMIN", "ACTIVE")])).toBeNull();
    expect(changeBar(invited, { status: "ACTIVE" }, [admin, invited])).toContain("deactivated");
    expect(changeBar(invited, { status: "INACTIVE" }, [admin, invited])).toBeNull();
  });
});

import { Tabs } from "@/components/ui/tabs";

export const TeamTabs = ({ current }: { current: "members" | "audit-log" }) => (
  <Tabs
    label="Team"
    tabs={[
      { href: "/team", label: "Members", current: current === "members" },
      { href: "/team/audit-log", label: "Jiko's audit log", current: current === "audit-log" },
    ]}
  />
);

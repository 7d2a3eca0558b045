import { Tabs } from "@/components/ui/tabs";

export const RecordTabs = ({ current }: { current: "record" | "access" }) => (
  <Tabs
    label="Audit"
    tabs={[
      { href: "/audit", label: "Record", current: current === "record" },
      { href: "/audit/access", label: "Access report", current: current === "access" },
    ]}
  />
);

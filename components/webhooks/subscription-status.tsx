import { CircleCheck, CircleSlash, Info } from "lucide-react";
import { Badge } from "@/components/ui/status";

export function SubscriptionStatus({ value }: { value: string }) {
  if (value === "enabled") return <Badge hue="done" icon={CircleCheck}>On</Badge>;
  if (value === "disabled") return <Badge hue="quiet" icon={CircleSlash}>Off</Badge>;
  return <Badge hue="quiet" icon={Info}>{value}</Badge>;
}

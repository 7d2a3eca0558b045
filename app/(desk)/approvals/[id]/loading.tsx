import { ApprovalSkeleton } from "@/components/approvals/approval-skeleton";

export default function Loading() {
  return <ApprovalSkeleton />;
}

import { PageState } from "@/components/api/page-state";
import { NothingHere } from "@/components/ui/nothing-here";

export default function DeskNotFound() {
  return (
    <PageState>
      <NothingHere />
    </PageState>
  );
}

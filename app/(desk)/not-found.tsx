import { NothingHere } from "@/components/ui/nothing-here";

export default function DeskNotFound() {
  return <NothingHere />;
}

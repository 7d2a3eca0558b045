import { EditorSkeleton } from "@/components/transfers/editor-skeleton";

export default function Loading() {
  return <EditorSkeleton />;
}

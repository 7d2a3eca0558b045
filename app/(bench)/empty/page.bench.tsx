import { Providers } from "@/components/api/providers";

/** The floor that page budgets count from: the root layout and the providers, nothing else. Only bench builds have it. */
export default function EmptyPage() {
  return (
    <Providers>
      <main>Empty</main>
    </Providers>
  );
}

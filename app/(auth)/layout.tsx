import type { ReactNode } from "react";

/** The pages outside the desk: one panel in the middle. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="flex w-full max-w-sm flex-col gap-5 rounded-control border border-line bg-panel p-6">
        <p className="font-strong text-accent">Countersign</p>
        {children}
      </div>
    </main>
  );
}

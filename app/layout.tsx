import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { revealAtOnce } from "@/lib/reveal-at-once";
import { scriptPolicy } from "@/lib/script-policy";
import "./globals.css";

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  weight: "100 900",
  display: "swap",
});
const geistMono = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "swap",
  // There is no metric-alike of a monospaced font: the system's own stands in, should this one come later than the text.
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: "Countersign", template: "%s · Countersign" },
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f9fafb" },
    { media: "(prefers-color-scheme: dark)", color: "#101417" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is made for one request: a nonce cannot be cached.
  await connection();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const theme = (await cookies()).get("theme")?.value;
  return (
    <html
      lang="en-US"
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
      className={`${inter.variable} ${geistMono.variable}`}
      suppressHydrationWarning
    >
      <head>
        {/* The browser hides the nonce from the page, which React would take for a difference. */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: scriptPolicy }} />
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: revealAtOnce }} />
      </head>
      <body>{children}</body>
    </html>
  );
}

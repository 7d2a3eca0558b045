import { createHash } from "node:crypto";

/** The portal's only stylesheet; its hash stands in the content security policy. */
export const styles = `
:root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --ink: #1b2430; --soft: #5a6675; --line: #8a94a3; --act: #1f4f8f;
  --on-act: #fff;
  --band: #fff1c9; --on-band: #4a3600; --bad: #a11a1a; --bad-back: #fdecec; --chosen: #eaf0f8; }
@media (prefers-color-scheme: dark) { :root { --page: #11161d; --card: #1a212b; --ink: #e7ebf0; --soft: #a5b0be; --line: #6b7787;
  --act: #8ab8f5;
  --on-act: #0c1420; --band: #4a3a0c; --on-band: #ffe7a3; --bad: #ffa8a8; --bad-back: #3b1d1f; --chosen: #243142; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
.band { margin: 0; padding: .5rem 1rem; background: var(--band); color: var(--on-band); text-align: center; font-weight: 600;
  font-size: .875rem; }
main { max-width: 30rem; margin: 2.5rem auto; padding: 2rem; background: var(--card); border-radius: 12px; }
h1 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.3; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 1rem; } .soft { color: var(--soft); font-size: .9375rem; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input[type=email], input[type=password], input[type=text] { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit;
  color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: 8px; }
.tick { display: flex; gap: .625rem; align-items: start; font-weight: 400; } .tick input { width: 1.25rem; height: 1.25rem;
  margin: .125rem 0 0; flex: none; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-act); background: var(--act);
  border: 1px solid var(--act);
  border-radius: 8px; cursor: pointer; }
button.plain { color: var(--ink); background: transparent; border-color: var(--line); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.error { padding: .75rem 1rem; margin: 1rem 0; color: var(--bad); background: var(--bad-back); border-radius: 8px; font-weight: 600; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
.people { list-style: none; padding: 0; display: grid; gap: .375rem; }
.people button { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .75rem; width: 100%; text-align: left;
  font-weight: 400; color: var(--ink);
  align-items: center; border-color: transparent; background: var(--chosen); }
.people span { color: var(--soft); font-size: .875rem; }
`;

export const stylesHash = `'sha256-${createHash("sha256").update(styles).digest("base64")}'`;

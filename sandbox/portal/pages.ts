import { html, Html } from "./html";
import { wordsFor } from "./scopes";
import { styles } from "./styles";
import { type PortalMember } from "./types";

const page = (title: string, content: Html, script: Html | null = null): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} - Sandbox</title>
<style>${new Html(styles)}</style>
</head>
<body>
<p class="band" role="note">Jiko sandbox: not the real Jiko</p>
<main>
${content}
</main>
${script}
</body>
</html>`.text;

const alert = (message: string | null) => message !== null && html`<p class="error" role="alert" id="error">${message}</p>`;
const described = (message: string | null) => message !== null && html` aria-invalid="true" aria-describedby="error"`;
const autofocus = html` autofocus`;

const giveUp = html`<button class="plain" type="submit" name="step" value="cancel" formnovalidate>Cancel</button>`;

interface Common {
  clientName: string;
  error: string | null;
}

/** E-mail and password, with the demo sign-ins below. Without JavaScript their buttons reload the page with the e-mail filled in. */
export function passwordPage(view: Common & { email: string; members: readonly PortalMember[]; password: string; nonce: string }): string {
  const { clientName, error, email, members, password, nonce } = view;
  const content = html`<h1>Sign in</h1>
<p class="soft">to continue to ${clientName}</p>
${alert(error)}
<form method="post">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${email}"${described(error)}${!email && autofocus}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
  ${described(error)}${email && autofocus}>
<div class="row"><button type="submit" name="step" value="password">Continue</button>${giveUp}</div>
</form>
<h2 id="demo">Demo sign-ins</h2>
<p class="soft">Each has the password <code>${password}</code>.</p>
<form method="get" aria-labelledby="demo">
<ul class="people">
${members.map(
  (member) => html`<li><button type="submit" name="email" value="${member.email}">${member.email}
<span>${roleWords(member)}</span></button></li>
`,
)}</ul>
</form>`;
  return page("Sign in", content, fillIn(nonce));
}

const roleWords = ({ role, status }: PortalMember): string =>
  role.charAt(0) + role.slice(1).toLowerCase() + (status === "ACTIVE" ? "" : `, ${status.toLowerCase()}`);

const fillIn = (nonce: string): Html => html`<script nonce="${nonce}">
for (const button of document.querySelectorAll(".people button")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("email").value = button.value;
    document.getElementById("password").focus();
  });
}
</script>`;

/** The six digits. */
export function codePage({ error, email, code }: Omit<Common, "clientName"> & { email: string; code: string }): string {
  return page(
    "One-time code",
    html`<h1>Enter your one-time code</h1>
<p class="soft">${email}. No phone rings here: in the sandbox the code is <code>${code}</code>.</p>
${alert(error)}
<form method="post">
<label for="code">One-time code</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required autofocus
  ${described(error)}>
<div class="row"><button type="submit" name="step" value="code">Continue</button>${giveUp}</div>
</form>`,
  );
}

export function lockedPage({ clientName }: { clientName: string }): string {
  return page(
    "Sign-in locked",
    html`<h1>Too many wrong codes</h1>
${alert("This sign-in is locked. Return and start a new one.")}
<form method="post"><div class="row"><button type="submit" name="step" value="cancel">Return to ${clientName}</button></div></form>`,
  );
}

interface ConsentView extends Common {
  member: PortalMember;
  scopes: readonly string[];
  pockets: readonly string[];
}

/** Who asks, for what, and which pockets it will see. Nothing is granted without the tick. */
export function consentPage({ clientName, error, member, scopes, pockets }: ConsentView): string {
  return page(
    "Grant access",
    html`<h1>${clientName} asks for access</h1>
<p class="soft">You are signed in as ${member.name} (${member.email}).</p>
${alert(error)}
<form method="post">
<h2>It will be able to</h2>
<ul>${scopes.map((scope) => html`<li>${wordsFor(scope)}</li>`)}</ul>
${pockets.length > 0 && html`<h2>It will see these pockets</h2>
<ul>${pockets.map((name) => html`<li>${name}</li>`)}</ul>`}
<label class="tick"><input type="checkbox" name="agree" value="yes" required${described(error)}>
I agree that ${clientName} may do this on my behalf</label>
<div class="row"><button type="submit" name="step" value="grant">Grant access</button>
<button class="plain" type="submit" name="step" value="deny" formnovalidate>Deny</button>
<button class="plain" type="submit" name="step" value="switch" formnovalidate>Not you? Sign in as someone else</button></div>
</form>`,
  );
}

/** What a browser sees when there is nowhere to send it back to. */
export const errorPage = (error: string, description: string): string =>
  page("Sign-in failed", html`<h1>This sign-in cannot go on</h1>
${alert(description || error)}
<p class="soft">Go back to the application and start again. (${error})</p>`);

/** The style sheet of the demonstration's application. */
export const applicationStyles = `
:root {
  color-scheme: light dark;
  --page: #eef1f4; --card: #ffffff; --line: #d3d9df; --text: #1c2126; --quiet: #535c66; --accent: #1d4f91;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #14171a; --card: #1d2226; --line: #363d44; --text: #edf0f2; --quiet: #a8b1ba; --accent: #8db8f0; }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; padding: 2rem 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
}
main {
  max-inline-size: 36rem; margin-inline: auto; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem;
}
.host { margin: 0; color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
h1 { margin: 0.25rem 0 1rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
dl { margin: 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding-block: 0.5rem; border-block-start: 1px solid var(--line); }
dt { flex: 0 0 10.5rem; color: var(--quiet); }
dd { flex: 1 1 12rem; margin: 0; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
.empty { color: var(--quiet); font-style: italic; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin-block-start: 1.5rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
article { margin-block-start: 1.5rem; border-block-start: 1px solid var(--line); }
a { display: inline-block; padding-block: 0.75rem; color: var(--accent); }
li { margin-block-end: 0.5rem; }
pre a, p a, li a { display: inline; padding: 0; }
button {
  min-block-size: 3rem; padding-inline: 1.25rem; border: 0; border-radius: 0.625rem; background: var(--accent);
  color: var(--card); font: inherit; font-weight: 600; cursor: pointer;
}
form { margin-block-start: 1.5rem; }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 0.25rem; }
`;

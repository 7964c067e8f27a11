/** How a letter looks, on a screen and on paper. */
export const letterStyle = `
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 45rem; padding: 0 1rem; background: #fff; color: #111; font: 1rem/1.5 Georgia, serif; }
h1 { font-size: 1.5rem; }
h2 { margin-top: 2rem; font-size: 1.2rem; }
h3 { font-size: 1rem; }
table { width: 100%; margin: 0.5rem 0 1rem; border-collapse: collapse; }
caption { padding: 0.25rem 0; text-align: start; font-weight: bold; }
th, td { padding: 0.25rem 0.5rem; border: 1px solid #767676; text-align: start; vertical-align: top; }
th { font-weight: normal; background: #f0f0f0; }
td { overflow-wrap: anywhere; white-space: pre-wrap; }
dt { font-weight: bold; }
dd { margin: 0 0 0.25rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.proposal { padding: 0.5rem; border: 2px solid #8a1c1c; color: #8a1c1c; font-weight: bold; }
.nonce { color: #555; font: 0.8rem monospace; }
@page { margin: 2cm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; }
  h2, h3, caption { break-after: avoid; }
  tr, dt { break-inside: avoid; }
}
`;

/**
 * Source of that style in a content security policy: its SHA-256. A pure module hashes nothing; a test holds the two equal.
 *
 * @see Content Security Policy Level 3, section 2.3.1
 */
export const letterStyleSource = "'sha256-SSCDavZydrzRENA5Nr6B17lxz/yYXGagGvGwQw8rLnI='";

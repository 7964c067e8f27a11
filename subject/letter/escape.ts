// What a browser does with a control character differs, and no name needs one.
const controls = /(?![\t\n\r])[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML, between tags or in a quoted attribute: it can be nothing but text. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(controls, '\ufffd')
    .replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);
}

/**
 * Text of a record in HTML. Why isolated: characters that turn the direction of writing turn no word beside the text.
 */
export function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

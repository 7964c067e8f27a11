export function toMarkdown() {
  return '';
}

export function toSvg() {
  return '';
}

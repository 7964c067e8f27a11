/**
 * Sources of inline styles that the page may have, as `style-src` names them, e.g. `'sha256-...'`: each is of a style that a
 * library of the console puts into the page.
 */
export const styleHashes: readonly string[] = [
  // react-aria: popovers and selects.
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
];

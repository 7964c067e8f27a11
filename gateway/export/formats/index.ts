import type { ExportFormat } from './format.js';
import { jsonLines } from './jsonLines/jsonLines.js';

/** The formats of exports, by name. */
export const exportFormats = {
  jsonl: jsonLines,
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;

import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A stack whose frames name path and line of the source, which Jest then shows. */
export function formatStack(error, frames) {
  const at = frames.map((frame) =>
    String(frame).replace(/(file:[^)\s]+):(\d+):(\d+)/, (_, url, line, column) => {
      const { originalLine = line - 1, originalColumn = column - 1 } =
        findSourceMap(url)?.findEntry(line - 1, column - 1) ?? {};
      return `${fileURLToPath(url)}:${originalLine + 1}:${originalColumn + 1}`;
    }),
  );
  return [error, ...at.map((frame) => `    at ${frame}`)].join('\n');
}

/** Sections and lines shown of a difference. */
const most = { sections: 12, lines: 30 } as const;

/** How two recordings of one file differ, section by section, as text; null where they are equal. */
export function describeDifferences(
  recorded: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): string | null {
  const titles = [...new Set([...recorded.keys(), ...now.keys()])];
  const differing = titles.filter((title) => recorded.get(title)?.trimEnd() !== now.get(title)?.trimEnd());
  if (differing.length === 0) return null;
  const shown = differing.slice(0, most.sections).map((title) => {
    const [before, after] = [recorded.get(title), now.get(title)];
    if (before === undefined) return `${title}: new`;
    if (after === undefined) return `${title}: gone`;
    return `${title}:\n${describeLines(before.trimEnd().split('\n'), after.trimEnd().split('\n')).join('\n')}`;
  });
  const rest = differing.slice(most.sections).map((title) => `  ${title}`);
  const more = rest.length > 0 ? [`and ${rest.length} more:`, ...rest.slice(0, 100)] : [];
  return [`${differing.length} of ${titles.length} sections differ`, ...shown, ...more].join('\n');
}

/** Lines that went and came, each with its number; what is common is left out. */
function describeLines(before: readonly string[], after: readonly string[]): string[] {
  const lines: string[] = [];
  let [left, right] = [0, 0];
  while (left < before.length || right < after.length) {
    if (before[left] === after[right]) {
      left += 1;
      right += 1;
      continue;
    }
    const [skipLeft, skipRight] = nextCommon(before, left, after, right);
    for (; left < skipLeft; left += 1) lines.push(`  -${left + 1} ${before[left]}`);
    for (; right < skipRight; right += 1) lines.push(`  +${right + 1} ${after[right]}`);
  }
  const cut = (line: string) => (line.length > 400 ? `${line.slice(0, 400)}...` : line);
  const shown = lines.slice(0, most.lines).map(cut);
  return lines.length > most.lines ? [...shown, `  ... ${lines.length - most.lines} lines more`] : shown;
}

/** Where the two go on alike: the nearest lines that are equal, within a window. */
function nextCommon(
  before: readonly string[],
  left: number,
  after: readonly string[],
  right: number,
): [number, number] {
  const window = 400;
  for (let reach = 1; reach < window; reach += 1) {
    for (let away = 0; away <= reach; away += 1) {
      const [at, other] = [left + away, right + reach - away];
      if (at < before.length && other < after.length && before[at] === after[other]) return [at, other];
    }
  }
  return [before.length, after.length];
}

import { contenders } from '../contenders/list.mjs';
import { whole } from '../contenders/whole.mjs';
import { operations } from '../graph/operations.mjs';
import { publishedOperation } from '../published/operation.mjs';
import { systemOperation } from '../system/operation.mjs';
import { figure, rowOf, short } from './figures.mjs';

const all = [...contenders, ...whole];
const labels = new Map(all.map(({ id, label }) => [id, label.replace(/, (sources in|row-level).*/, '')]));
const [labelWidth, barWidth, barHeight, gap] = [270, 430, 17, 5];

/** CPU a request as bars on the first Node.js, one group an operation, on a scale of powers of ten. Readable on light and on dark. */
export function toSvg({ machine, runs: [{ node, gateway, system, published }] }) {
  const groups = [
    ...operations.map((operation) => groupOf(operation, gateway?.rows ?? [])),
    ...(system ?? []).map(({ loadedRows, rows }) =>
      groupOf({ ...systemOperation, title: `${systemOperation.title}, ${loadedRows} rows a source` }, rows),
    ),
    groupOf(publishedOperation, published?.rows ?? []),
  ].filter(({ bars }) => bars.length > 0);
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value));
  const low = 10 ** Math.floor(Math.log10(Math.min(...values, 0.1)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values, 1)));
  const scale = (value) => (Math.log10(value / low) / Math.log10(high / low)) * barWidth;
  let y = 46;
  const parts = groups.map((group) => {
    const drawn = drawGroup(group, y, scale);
    y += 26 + group.bars.length * (barHeight + gap) + 12;
    return drawn;
  });
  const ticks = Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, index) => low * 10 ** index);
  const width = labelWidth + barWidth + 90;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 24}" width="${width}" height="${y + 24}" role="img" aria-label="CPU milliseconds a request">
<style>
  text { font: 12px system-ui, sans-serif; fill: #1f2328 } .title { font-weight: 600 } .small { fill: #59636e }
  .grid { stroke: #818b98; stroke-opacity: .35 } .ours { fill: #1a7f64 } .peer { fill: #9a6700 } .reference { fill: #818b98 }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .small { fill: #9198a1 } .ours { fill: #3fb996 } .peer { fill: #d29922 } }
</style>
<text x="8" y="18" class="title">CPU milliseconds a request, PostgreSQL included: shorter is better; each line is ten times the one before</text>
<text x="8" y="35" class="small">${xml(machine.cpu)}, Node.js ${node}, ${machine.date.slice(0, 10)}. Portcullis with all guards on; peers of Q1 to Q6 and P1 with none.</text>
${ticks.map((tick) => `<line class="grid" x1="${labelWidth + scale(tick)}" x2="${labelWidth + scale(tick)}" y1="46" y2="${y - 4}"/><text class="small" x="${labelWidth + scale(tick)}" y="${y + 12}" text-anchor="middle">${tick >= 1 ? tick : Number(tick.toPrecision(1))} ms</text>`).join('\n')}
${parts.join('\n')}
</svg>
`;
}

function groupOf({ id, title }, rows) {
  const own = rows.filter((row) => row.operation === id);
  const concurrency = own.some((row) => row.concurrency === 16) ? 16 : own[0]?.concurrency;
  const bars = [...new Set(own.map((row) => row.contender))]
    .map((contender) => ({ contender, value: figure(rowOf(own, id, contender, concurrency), 'allCpuMs').median }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => a.value - b.value);
  return { title: `${id}: ${title}`, bars };
}

function drawGroup({ title, bars }, top, scale) {
  const lines = bars.map(({ contender, value }, index) => {
    const y = top + 24 + index * (barHeight + gap);
    const width = Math.max(1, scale(value));
    const kind = all.find(({ id }) => id === contender)?.kind;
    return `<text x="${labelWidth - 8}" y="${y + 13}" text-anchor="end">${xml(labels.get(contender) ?? contender)}</text><rect class="${kind}" x="${labelWidth}" y="${y}" width="${width.toFixed(1)}" height="${barHeight}" rx="2"/><text x="${labelWidth + width + 6}" y="${y + 13}">${short(value)}</text>`;
  });
  return `<text x="8" y="${top + 16}" class="title">${xml(title)}</text>\n${lines.join('\n')}`;
}

const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createMeters } from '../../cli/metrics/meters.js';
import { readingsOf } from '../../cli/metrics/readings.js';
import { withheldReasons } from '../../policy/types.js';
import { errorRegistry } from '../../schema/errors.js';
import { readPackageFile } from '../../schema/files.js';
import { memoryLog } from '../gateway/support/memoryLog.js';

/* The expressions of alerts and board, read against what is measured. */

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

interface Board {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[] }[];
}

const monitoring = (name: string): string => readPackageFile('docs', 'operations', 'monitoring', name);
const rules: readonly Rule[] = parse(monitoring('alerts.yaml')).groups[0].rules;
const board: Board = JSON.parse(monitoring('board.json'));
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...board.panels.flatMap(({ targets }) =>
    targets.map(({ expr, legendFormat }) => `${expr} ${labelsShown(legendFormat)}`),
  ),
];

/** A legend's labels, as an expression would name them. */
function labelsShown(legend: string): string {
  return `by (${[...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label).join(', ')})`;
}

/** Labels of each metric, by the names that its series have. */
const measured = new Map<string, readonly string[]>();

/** Values of labels that expressions may name. */
const values: Readonly<Record<string, readonly string[]>> = {
  code: ['OK', 'PARTIAL', ...Object.keys(errorRegistry)],
  kind: ['ENUMERATION'],
  state: ['waiting', 'LIMITED'],
  result: ['OK'],
  door: ['known'],
  of: ['data'],
  reason: withheldReasons,
  job: ['portcullis'],
};

beforeAll(() => {
  const meters = createMeters();
  const pooled = { connections: () => ({ used: 0, idle: 0, waiting: 0 }) };
  meters.gateway.planned(0);
  meters.calls('cargo');
  meters.timed(memoryLog());
  meters.counted('cargo', { reserve: async () => null });
  meters.pool('cargo', pooled);
  meters.writer(() => 0);
  meters.witnessed(() => 0);
  const nobody = { query: () => Promise.reject(new Error('not asked')) };
  const paths = { dataDirectory: '/', keysDirectory: '/', headsDirectory: '/' };
  readingsOf(meters.registry, { ...paths, isEmbedded: true }, nobody, nobody);
  for (const metric of meters.registry.getMetricsAsArray()) {
    const { name, labelNames } = metric as typeof metric & { readonly labelNames: readonly string[] };
    measured.set(name, labelNames);
    for (const part of ['bucket', 'count', 'sum']) measured.set(`${name}_${part}`, [...labelNames, 'le']);
  }
  measured.set('up', ['job']);
});

function metricsIn(expression: string): readonly string[] {
  return [...expression.matchAll(/\b(?:portcullis|nodejs|process)_\w+|\bup(?=\{)/g)].map(([name]) => name);
}

/** Labels that are chosen by or kept, with the values that are named. */
function labelsIn(expression: string): readonly (readonly [label: string, named: readonly string[]])[] {
  const chosen = [...expression.matchAll(/(\w+)(?:=~|!=|=)"([^"]*)"/g)].map(
    ([, label = '', named = '']) => [label, named.split('|')] as const,
  );
  const kept = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', ').filter(Boolean));
  return [...chosen, ...kept.map((label) => [label, []] as const)];
}

describe.each(expressions)('%s', (expression) => {
  test('names metrics that are measured, with their labels, and values that these can have', () => {
    const metrics = metricsIn(expression);
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((metric) => !measured.has(metric))).toEqual([]);
    const labels = metrics.flatMap((metric) => measured.get(metric) ?? []);
    for (const [label, named] of labelsIn(expression)) {
      expect(labels).toContain(label);
      for (const value of named) expect(values[label]).toContain(value);
    }
  });
});

/** Failures that no alert names. */
const unnamed: Readonly<Record<string, string>> = {
  AUDIT_UNAVAILABLE: 'portcullis_log_append_failures_total counts each',
  SOURCE_OVERLOADED: 'a source answers it to the gateway, which says that the source fails',
  POLICY_CHANGED: 'the client exports again',
  EXPORT_TIMED_OUT: 'by the size of what a client exports, and its pace',
};

test('each failure that ends a request is named by an alert, or by a reason why not', () => {
  const failures = Object.entries(errorRegistry).filter(([, { http }]) => http >= 500);
  const named = rules
    .flatMap(({ expr }) => labelsIn(expr))
    .flatMap(([label, codes]) => (label === 'code' ? codes : []));
  const others = failures.map(([code]) => code).filter((code) => !named.includes(code));
  expect(others.sort()).toEqual(Object.keys(unnamed).sort());
});

test('each alert has its paragraph, and each paragraph its alert', () => {
  const page = readPackageFile('docs', 'operations', 'alerts.md');
  const paragraphs = [...page.matchAll(/^## (\w+)\n\n\S/gm)].map(([, name]) => name);
  expect(paragraphs).toEqual(rules.map(({ alert }) => alert));
});

test('the page of metrics names each of ours', () => {
  const page = readPackageFile('docs', 'operations', 'metrics.md');
  const own = [...measured.keys()].filter((name) => /^portcullis_/.test(name) && !/_(bucket|count|sum)$/.test(name));
  expect(own.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

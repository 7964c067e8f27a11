import type { Diagnostic } from '@codemirror/lint';
import type { GraphQLSchema } from 'graphql';
import { useMemo } from 'react';
import { useRemembered } from '../../shell/pageMemory.js';
import { workbenchTexts as texts } from '../../texts/workbench.js';
import { checkQuestion, type Finding } from './question/checkQuestion.js';
import { costOf } from './question/costOf.js';
import type { Asked } from './question/curlOf.js';
import { describeAt } from './question/describeAt.js';
import { operationToRun, readQuestion } from './question/readQuestion.js';
import { checkVariables, readVariables } from './question/readVariables.js';

/** What was typed, read and checked. */
export interface TypedQuestion {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly variableFaults: readonly string[];
  /** Names of its operations, where there are several. */
  readonly operations: readonly string[];
  readonly chosen: string;
  choose(operation: string): void;
  readonly cost: number | undefined;
  /** What stands under the cursor. */
  readonly described: string;
  /** Undefined where there is nothing to run: what the schema of the view does not know may still be asked. */
  readonly asked: Asked | undefined;
}

/** Reads and checks a question as it is typed. */
export function useQuestion(typed: {
  readonly text: string;
  readonly variables: string;
  readonly schema: GraphQLSchema | undefined;
  readonly cursor: number;
}): TypedQuestion {
  const { text, variables, schema, cursor } = typed;
  const [named, choose] = useRemembered('workbench.operation', '');
  const read = useMemo(() => readQuestion(text), [text]);
  const findings = useMemo(() => checkQuestion(text, read, schema), [text, read, schema]);
  const diagnostics = useMemo(() => findings.map(diagnosticOf), [findings]);
  const given = useMemo(() => readVariables(variables, texts.notAnObject), [variables]);
  const described = useMemo(() => (schema ? describeAt(schema, text, cursor) : ''), [schema, text, cursor]);
  const operations = read.operations.length > 1 ? read.operations : [];
  const chosen = operations.includes(named) ? named : (operations[0] ?? '');
  const operation = read.document && operationToRun(read.document, chosen);
  const { values } = given;
  const cost = useMemo(
    () =>
      schema && read.document && operation && values ? costOf(schema, read.document, operation, values) : undefined,
    [schema, read, operation, values],
  );
  const variableFaults = useMemo(() => {
    if (!values) return [given.error];
    return schema && operation ? checkVariables(schema, operation, values, texts.unknownVariable) : [];
  }, [given, values, schema, operation]);
  const operationName = operation?.name?.value;
  const asked = operation && values ? { query: text, variables: values, operationName } : undefined;
  return { findings, diagnostics, variableFaults, operations, chosen, choose, cost, described, asked };
}

function diagnosticOf({ from, to, kind, line, message }: Finding): Diagnostic {
  const words = kind === 'error' ? message : texts.notInView(line, message);
  return { from, to, severity: kind === 'error' ? 'error' : 'info', message: words };
}

import type { QueryPlan } from '@apollo/query-planner';
import { type ASTNode, type DocumentNode, type FieldNode, Kind, print, type SelectionSetNode } from 'graphql';
import { reservedAlias } from '../../policy/operation.js';
import { notUnfolded } from '../../policy/operations/unfold.js';
import { operationOf } from './definitions.js';
import type { LikeLeaves } from './likeLeaves.js';

/** The form in which a document is planned: documents whose plans differ only in what stand-ins are replaced by share it. */
export interface PlanForm {
  /** A valid document for the planner. */
  readonly text: string;
  /** A plan of `text` as one of the document. @param plan not changed */
  restore(plan: QueryPlan): QueryPlan;
}

/** What forms depend on. */
export interface FormParts {
  /** Response name of a field in what sources are asked. */
  readonly of: (field: FieldNode) => string;
  readonly leaves: LikeLeaves;
}

const NAME = `${reservedAlias}name`;
const LEAVES = `${reservedAlias}leaves`;
const OPERATION = `${reservedAlias}operation`;
const STAND_IN = new RegExp(`${NAME}(\\d+)|${LEAVES}(\\d+):\\s*\\w+|${OPERATION}`, 'g');

/**
 * The form of a document, by which similar documents share a plan. Its name and aliases mean nothing to the planner: they are
 * numbered, each alias the same everywhere. Adjacent leaves that the planner treats alike (`likeLeaves`) are one leaf.
 *
 * @param document one operation, fragments unfolded
 */
export function planForm(document: DocumentNode, parts: FormParts): PlanForm {
  return formOf(document, parts, true) ?? (formOf(document, parts, false) as PlanForm);
}

/** Null where something in the document could be mistaken for a stand-in. */
function formOf(document: DocumentNode, { of, leaves }: FormParts, standsIn: boolean): PlanForm | null {
  // Why long: the short functions of one walk, which share the names that they give.
  const { operation: kind, name, variableDefinitions, directives, selectionSet } = operationOf(document);
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const runs: string[] = [];
  let isClear = true;
  const plain = new Set<string>();
  collectNames(selectionSet);
  const title = name && standsIn ? OPERATION : (name?.value ?? '');
  const head = `${kind} ${title}${inside(variableDefinitions)}${printed(directives)}`;
  const text = head + write(selectionSet, kind === 'query' && standsIn ? leaves.query : undefined);
  if (!standsIn) return { text, restore: (plan) => plan };
  const put = (found: string, alias?: string, run?: string): string =>
    (alias ? names[Number(alias)] : run ? runs[Number(run)] : name?.value) ?? found;
  // As text: names need no escaping, and all that is replaced is inside strings.
  const restore = (plan: QueryPlan): QueryPlan => JSON.parse(JSON.stringify(plan).replace(STAND_IN, put));
  return isClear ? { text, restore } : null;

  function collectNames({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const response = of(selection);
        if (response === selection.name.value) plain.add(response);
      }
      if ('selectionSet' in selection && selection.selectionSet) collectNames(selection.selectionSet);
    }
  }

  /** @param type of the objects, where like leaves may be folded; undefined where they may be of several types */
  function write(set: SelectionSetNode, type: string | undefined): string {
    const folds = type !== undefined && isSimple(set, of);
    const seen = new Set<string>();
    const begun = new Map<readonly string[], number>();
    let last: readonly string[] | undefined;
    let body = '';
    for (const selection of set.selections) {
      const like = folds && selection.kind === Kind.FIELD ? leaves.like(type, selection) : undefined;
      if (like && selection.kind === Kind.FIELD) {
        if (like !== last) body += `${LEAVES}${runs.push('') - 1}:${next(like)} `;
        const leaf = aliased(of(selection), selection);
        if (!seen.has(leaf)) runs.push([runs.pop(), leaf].filter(Boolean).join(' '));
        seen.add(leaf);
      } else if (selection.kind === Kind.FIELD) {
        body += aliased(stand(of(selection), selection), selection) + inside(selection.arguments);
        body += `${printed(selection.directives)} `;
        if (selection.selectionSet)
          body += write(selection.selectionSet, folds ? leaves.typeOf(type, selection.name.value) : undefined);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition ? `on ${selection.typeCondition.name.value}` : '';
        body += `... ${on}${printed(selection.directives)}${write(selection.selectionSet, undefined)}`;
      } else throw notUnfolded(selection);
      last = like;
    }
    return `{${body}}`;

    // Another one each time: the planner merges fields of one name.
    function next(like: readonly string[]): string {
      const count = begun.get(like) ?? 0;
      begun.set(like, count + 1);
      return like[count % like.length] as string;
    }
  }

  // Not for a name that is also a field's own: the planner would see one field as two, or two as one.
  function stand(response: string, field: FieldNode): string {
    if (!standsIn || response === field.name.value || plain.has(response)) return response;
    const number = numbers.get(response) ?? names.push(response) - 1;
    numbers.set(response, number);
    return NAME + number;
  }

  function inside(nodes: readonly ASTNode[] | undefined): string {
    return nodes?.length ? `(${printed(nodes)})` : '';
  }

  function printed(nodes: readonly ASTNode[] | undefined): string {
    const all = nodes?.map(print).join(' ') ?? '';
    if (all.includes(reservedAlias)) isClear = false;
    return all;
  }
}

/** Whether no field with selections is selected twice here. */
function isSimple({ selections }: SelectionSetNode, of: FormParts['of']): boolean {
  const nested = selections.filter((selection) => selection.kind !== Kind.FIELD || selection.selectionSet);
  const names = nested.flatMap((selection) => (selection.kind === Kind.FIELD ? of(selection) : []));
  return new Set(names).size === nested.length;
}

function aliased(response: string, { name }: FieldNode): string {
  return response === name.value ? response : `${response}:${name.value}`;
}

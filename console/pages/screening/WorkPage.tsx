import { useMemo, useState, useSyncExternalStore } from 'react';
import { Button, Label, ProgressBar, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Page } from '../../parts/Page.js';
import { highestMarking } from '../../parts/paper/highestMarking.js';
import { PrintSheet } from '../../parts/paper/PrintSheet.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { screeningTexts as texts } from '../../texts/screening.js';
import { restrictionWords } from '../search/asking/restriction.js';
import type { Run, RunState } from './asking/run.js';
import { isMistake } from './lines/readLines.js';
import { type Mark, type View, viewOf, views, type WorkRow, workRow } from './table/rows.js';
import { WorkTable } from './table/WorkTable.js';

type Marks = ReadonlyMap<number, Mark>;

/** A list that is asked: how far it is, and its table to work through and print. */
export function WorkPage({ run, change }: { readonly run: Run; change(): void }) {
  const state = useSyncExternalStore(run.subscribe, run.snapshot);
  const [marks, setMarks] = useRemembered<Marks>('screening.marks', new Map());
  const [view, setView] = useState<View>('all');
  const rows = useMemo(
    () => run.lines.map((line) => workRow(line, state.outcomes.get(line.line), run.only)),
    [run, state],
  );
  const countOf = (each: View) => rows.filter((row) => isIn(row, each, marks)).length;
  const shown = rows.filter((row) => isIn(row, view, marks));
  const mark = (line: number, as: Mark | undefined) => {
    const next = new Map(marks);
    if (as) next.set(line, as);
    else next.delete(line);
    setMarks(next);
  };
  const forget = () => {
    setMarks(new Map());
    change();
  };
  const actions = (
    <>
      <Button className="button quiet" onPress={() => window.print()}>
        {texts.print}
      </Button>
      <Button className="button quiet" onPress={forget}>
        {texts.change}
      </Button>
    </>
  );
  const restricted = restrictionWords(run.only);
  const answers = new Set(rows.flatMap(({ answer }) => answer ?? []));
  return (
    <PrintSheet marking={highestMarking([...answers].map(({ data }) => data))}>
      <Page title={texts.title} actions={actions}>
        <Progress run={run} state={state} />
        <p className="small">{texts.caution}</p>
        {restricted !== undefined && <p>{restricted}</p>}
        <ToggleButtonGroup
          className="views not-print"
          aria-label={texts.show}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={(keys) => setView([...keys][0] as View)}
        >
          {views.map((each) => (
            <ToggleButton key={each} id={each} className="button quiet view">
              {texts.viewCount(texts.views[each], countOf(each))}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        {shown.length === 0 ? <p>{texts.none}</p> : <WorkTable rows={shown} marks={marks} mark={mark} />}
        <Receipts rows={rows} />
      </Page>
    </PrintSheet>
  );
}

function isIn(row: WorkRow, view: View, marks: Marks): boolean {
  return view === 'all' || viewOf(row, marks.get(row.line.line)) === view;
}

function Progress({ run, state }: { readonly run: Run; readonly state: RunState }) {
  const outcomes = [...state.outcomes.values()];
  const answered = outcomes.filter((outcome) => outcome.state === 'answered').length;
  const hasFailed = outcomes.some((outcome) => outcome.state === 'failed');
  const quarter = Math.floor((answered * 4) / Math.max(outcomes.length, 1));
  // biome-ignore lint/correctness/useExhaustiveDependencies: said at each quarter and at the end, not at each line
  const said = useMemo(() => texts.progressed(answered, outcomes.length), [quarter, state.isRunning]);
  return (
    <div className="progress-row">
      <ProgressBar className="progress" value={answered} maxValue={outcomes.length}>
        <Label>{texts.progressed(answered, outcomes.length)}</Label>
        <progress aria-hidden="true" value={answered} max={outcomes.length} />
      </ProgressBar>
      <span role="status" className="only-read">
        {said}
      </span>
      {state.isRunning && (
        <Button className="button" onPress={run.stop}>
          {texts.stop}
        </Button>
      )}
      {!state.isRunning && answered < outcomes.length && (
        <Button className="button main" onPress={run.start}>
          {hasFailed ? texts.askAgain : texts.goOn}
        </Button>
      )}
    </div>
  );
}

/** The entries of the log that the table rests on. */
function Receipts({ rows }: { readonly rows: readonly WorkRow[] }) {
  const receipts = rows.flatMap(({ receipt }) => receipt ?? []).sort((one, other) => one.index - other.index);
  const places = new Set(receipts.map(({ log, index }) => `${log} ${index}`));
  const unread = rows.filter(({ line }) => isMistake(line.read)).length;
  return (
    <>
      {unread > 0 && <p>{texts.unread(unread)}</p>}
      {places.size > 0 && <p className="receipt">{texts.receiptsAre([...places].join(', '))}</p>}
    </>
  );
}

import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import type { Statement } from '../../client/index.js';
import { Choice } from '../parts/controls/Choice.js';
import { constantWords } from '../parts/words.js';
import { shellTexts } from '../texts/shell.js';
import type { OfferedAgency, Officer, Purpose } from './door.js';
import type { Opening } from './open.js';
import { Refused, SignIn } from './SignIn.js';
import { SignInError } from './signInError.js';

const texts = shellTexts.statement;

/** An officer, and what they state. */
export interface Begun {
  readonly officer: Officer;
  readonly statement: Statement;
}

/** Asks for the purpose, and for case and justification as it demands; by link for agency and role too. */
export function StatementForm(props: {
  readonly opening: Opening;
  readonly before?: Statement | undefined;
  /** Whether it is stated again because nobody touched the page. */
  readonly isIdle?: boolean;
  /** Whether work was lost by it that was on the page alone. */
  readonly hasLost?: boolean;
  begin(begun: Begun): void;
}) {
  const { opening, before, isIdle = false, hasLost = false, begin } = props;
  const { door, officer } = opening;
  const [agency, setAgency] = useState(officer?.agency ?? door?.agencies[0]?.id ?? '');
  const [role, setRole] = useState(officer?.role ?? firstRole(door?.agencies, agency));
  const [purpose, setPurpose] = useState(before?.purpose ?? '');
  const [error, setError] = useState<unknown>();
  const offered = door?.agencies.find(({ id }) => id === agency)?.roles.find((each) => each.role === role);
  const purposes = offered?.purposes ?? officer?.purposes ?? [];
  const example = offered?.caseExample ?? officer?.caseExample;
  const stated = purposes.find((each) => each.purpose === purpose) ?? purposes[0];
  const isSame = officer !== undefined && officer.role === role && (!door || officer.agency === agency);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (!stated) return;
    setError(undefined);
    try {
      const asked = isSame || !door ? officer : await door.enter({ agency, role });
      if (asked) begin({ officer: asked, statement: statementOf(stated, given) });
    } catch (reason) {
      setError(reason);
    }
  };
  if (error instanceof SignInError && error.code === 'ENDED') return <SignIn settings={{ link: true }} error={error} />;
  return (
    <main className="sign-in">
      <h1>{texts.heading}</h1>
      {isIdle && (
        <p className="notice" role="status">
          {shellTexts.ended.idle} {hasLost && shellTexts.ended.lost}
        </p>
      )}
      <p>{texts.why}</p>
      {error !== undefined && <Refused error={error} />}
      <Form onSubmit={submit}>
        {door && (
          <div className="row">
            <Choice
              label={texts.agency}
              value={agency}
              onChange={(id) => {
                setAgency(id);
                setRole(firstRole(door.agencies, id));
              }}
              options={door.agencies.map(({ id, name }) => ({ id, text: name, note: id }))}
            />
            <Choice
              label={texts.role}
              value={role}
              onChange={setRole}
              options={rolesOf(door.agencies, agency).map((each) => ({ id: each, text: constantWords(each) }))}
            />
          </div>
        )}
        <Choice
          label={texts.purpose}
          value={stated?.purpose ?? ''}
          onChange={setPurpose}
          options={purposes.map((each) => ({
            id: each.purpose,
            text: constantWords(each.purpose),
            ...(each.meaning ? { note: each.meaning } : {}),
          }))}
        />
        <CaseAndReason key={stated?.purpose} of={stated} before={before} example={example} />
        <Button type="submit" className="button main">
          {texts.begin}
        </Button>
      </Form>
    </main>
  );
}

function CaseAndReason(props: {
  readonly of: Purpose | undefined;
  readonly before: Statement | undefined;
  readonly example: string | undefined;
}) {
  const { of, before, example } = props;
  const isCaseRequired = of?.caseReferenceRequired ?? false;
  return (
    <>
      <TextField
        name="caseReference"
        isRequired={isCaseRequired}
        defaultValue={before?.caseReference ?? ''}
        maxLength={100}
        autoComplete="off"
      >
        <Label>{isCaseRequired ? texts.caseReference : texts.caseOptional}</Label>
        <Input />
        {example !== undefined && <Text slot="description">{texts.caseExample(example)}</Text>}
        <FieldError />
      </TextField>
      {of?.justificationRequired && (
        <TextField
          name="justification"
          isRequired
          defaultValue={before?.justification ?? ''}
          maxLength={500}
          autoComplete="off"
        >
          <Label>{texts.justification}</Label>
          <Input />
          <Text slot="description">{texts.justificationHint}</Text>
          <FieldError />
        </TextField>
      )}
    </>
  );
}

function statementOf({ purpose }: Purpose, given: FormData): Statement {
  const text = (name: string) => {
    const value = given.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  return { purpose, caseReference: text('caseReference'), justification: text('justification') };
}

function rolesOf(agencies: readonly OfferedAgency[] | undefined, agency: string): readonly string[] {
  return agencies?.find(({ id }) => id === agency)?.roles.map(({ role }) => role) ?? [];
}

/** An analyst where the agency has one: who asks in most of the demonstration. */
function firstRole(agencies: readonly OfferedAgency[] | undefined, agency: string): string {
  const roles = rolesOf(agencies, agency);
  return roles.includes('ANALYST') ? 'ANALYST' : (roles[0] ?? '');
}

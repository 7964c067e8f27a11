import { FieldError, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { HeldKey } from '../../../audit/trusted.js';
import { auditTexts } from '../../../texts/audit.js';
import type { Believed } from './useTrusted.js';

const texts = auditTexts.check.key;

/** Takes the key of a log or a trust file, and shows the keys in it so that they can be compared. */
export function KeyBox({ believed }: { readonly believed: Believed }) {
  const { text, setText, trusted, fault } = believed;
  return (
    <section className="key-box">
      <h2>{texts.heading}</h2>
      <TextField value={text} onChange={setText} isInvalid={fault !== null} validationBehavior="aria">
        <Label>{texts.label}</Label>
        <TextArea className="mono" rows={3} spellCheck="false" autoComplete="off" />
        <Text slot="description">{texts.hint}</Text>
        <FieldError>{fault && texts.wrong(fault.line)}</FieldError>
      </TextField>
      {trusted ? (
        <>
          <p className="small">{texts.compare}</p>
          <dl className="keys">
            {trusted.logs.map((key) => (
              <Key key={`log ${key.name} ${key.groups.join('')}`} of={key} title={texts.log(key.name)} />
            ))}
            {trusted.witnesses.map((key) => (
              <Key key={`witness ${key.name}`} of={key} title={texts.witness(key.name)} />
            ))}
          </dl>
        </>
      ) : (
        <p className="small">{texts.none}</p>
      )}
    </section>
  );
}

function Key({ of, title }: { readonly of: HeldKey; readonly title: string }) {
  return (
    <>
      <dt>
        <bdi>{title}</bdi>
      </dt>
      <dd className="mono">{of.groups.join(' ')}</dd>
    </>
  );
}

import { useState } from 'react';
import { Button } from 'react-aria-components';
import { partTexts as texts } from '../../texts/parts.js';

/** Copies a text, made when it is pressed. Where the browser refuses, the text is shown to be copied by hand. */
export function CopyButton(props: {
  readonly label: string;
  text(): string;
  readonly isQuiet?: boolean;
  readonly isDisabled?: boolean;
  /** Said once it is copied; "Copied" where absent. */
  readonly done?: string;
}) {
  const { label, text, isQuiet = false, isDisabled = false, done = texts.copied } = props;
  const [said, say] = useState('');
  const [refused, setRefused] = useState<string>();
  const copy = async () => {
    const made = text();
    try {
      await navigator.clipboard.writeText(made);
      say(done);
    } catch {
      say('');
      setRefused(made);
    }
  };
  return (
    <>
      <Button
        className={isQuiet ? 'button quiet not-print' : 'button not-print'}
        isDisabled={isDisabled}
        onPress={copy}
      >
        {label}
      </Button>
      <span role="status" className="small not-print">
        {said}
      </span>
      {refused !== undefined && (
        <textarea className="request not-print" readOnly rows={6} aria-label={label} value={refused} />
      )}
    </>
  );
}

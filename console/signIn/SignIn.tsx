import type { ConsoleSettings } from '../settings.js';
import { shellTexts } from '../texts/shell.js';

const texts = shellTexts.signIn;

/** The page of somebody who is not signed in. */
export function SignIn(props: {
  readonly settings: ConsoleSettings;
  readonly isWorking?: boolean;
  readonly hasLeft?: boolean;
  readonly error?: unknown;
}) {
  const { settings, isWorking = false, hasLeft = false, error } = props;
  return (
    <main className="sign-in">
      <h1>{shellTexts.product}</h1>
      {error !== undefined && (
        <p className="notice notice-failed" role="alert">
          {sentenceOf(error)}
        </p>
      )}
      {hasLeft && <p role="status">{texts.signedOut}</p>}
      {isWorking ? <p role="status">{texts.working}</p> : <p>{waysIn(settings)}</p>}
    </main>
  );
}

function waysIn({ link }: ConsoleSettings): string {
  return link ? texts.byLink : texts.none;
}

function sentenceOf(error: unknown): string {
  const code = String((error as { readonly code?: unknown }).code ?? 'INTERNAL');
  return texts.errors[code] ?? texts.failed(code);
}

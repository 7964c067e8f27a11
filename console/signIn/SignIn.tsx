import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type ConsoleSettings, type IssuerSettings, issuerOf } from '../settings.js';
import { shellTexts } from '../texts/shell.js';
import { SignInError } from './signInError.js';

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
      {error !== undefined && <Refused error={error} />}
      {hasLeft && <p role="status">{texts.signedOut}</p>}
      {isWorking ? <p role="status">{texts.working}</p> : <WaysIn settings={settings} />}
    </main>
  );
}

function WaysIn({ settings }: { readonly settings: ConsoleSettings }) {
  const issuer = issuerOf(settings);
  if (issuer) return <IssuerButton issuer={issuer} />;
  return <p>{settings.link ? texts.byLink : texts.none}</p>;
}

function IssuerButton({ issuer }: { readonly issuer: IssuerSettings }) {
  const [error, setError] = useState<unknown>();
  const [isGoing, setGoing] = useState(false);
  const go = () => {
    setGoing(true);
    import('./issuer.js')
      .then(({ goToIssuer }) => goToIssuer(issuer, window))
      .catch((reason: unknown) => {
        setGoing(false);
        setError(reason);
      });
  };
  return (
    <>
      {error !== undefined && <Refused error={error} />}
      <Button className="button main" onPress={go} isDisabled={isGoing}>
        {texts.byIssuer(new URL(issuer.issuer).host)}
      </Button>
    </>
  );
}

/** Why somebody is not signed in. */
export function Refused({ error }: { readonly error: unknown }) {
  const code = String((error as { readonly code?: unknown }).code ?? 'INTERNAL');
  const reason = error instanceof SignInError ? error.reason : undefined;
  return (
    <div className="notice notice-failed" role="alert">
      <p>{texts.errors[code] ?? texts.failed(code)}</p>
      {reason !== undefined && <p className="small code">{texts.code(reason)}</p>}
    </div>
  );
}

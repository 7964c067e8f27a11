import { type FunctionComponent, useEffect, useState } from 'react';
import { Loading } from '../parts/AnswerView.js';
import { PageFailed } from './PageFailed.js';

/** A page that is somewhere else, and here once it came. */
interface HeldPage {
  fetch(): Promise<FunctionComponent>;
  page?: FunctionComponent;
}

/**
 * A page that comes when it is first needed. Where it does not come, that is said. Why not by the router's own means: it reloads the
 * console then, which signs the officer out unasked, and keeps a note of it in the browser. Why nothing is fetched again: browsers
 * remember a module that failed until they reload.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Readonly<Record<Name, FunctionComponent>>>,
  name: Name,
): FunctionComponent {
  const held: HeldPage = { fetch: async () => (await load())[name] };
  return () => <LazyPage held={held} />;
}

function LazyPage({ held }: { readonly held: HeldPage }) {
  const [isFailed, setFailed] = useState(false);
  const [Came, setCame] = useState<FunctionComponent | undefined>(() => held.page);
  useEffect(() => {
    if (held.page) return;
    let isOver = false;
    held.fetch().then(
      (page) => {
        held.page = page;
        if (!isOver) setCame(() => page);
      },
      () => isOver || setFailed(true),
    );
    return () => {
      isOver = true;
    };
  }, [held]);
  if (Came) return <Came />;
  return isFailed ? <PageFailed /> : <Loading />;
}

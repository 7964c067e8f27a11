import { type StatedRequest, statedText } from '../../../subgraphs/kit/serve/assertion.js';

/** Who asks, as the gateway verified it: the same for all sources of one request. */
export class SourceSession {
  #text: string | undefined;

  constructor(readonly request: StatedRequest) {}

  /** What signatures are made over, made once however many calls there are. */
  get text(): string {
    this.#text ??= statedText(this.request);
    return this.#text;
  }

  /** The same request, which states something more. */
  with(more: Partial<StatedRequest>): SourceSession {
    return new SourceSession(Object.assign({}, this.request, more));
  }
}

import { inspect } from 'node:util';

const REDACTED = '[secret]';

/** A value that no log, error, JSON document or template string can print. Read it with `reveal()`, as late as possible. */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

import { type ParseArgsConfig, parseArgs } from 'node:util';

/** An option of a command, as `node:util` reads it, with what the help says about it. */
export interface Option {
  readonly type: 'boolean' | 'string';
  /** What stands for its value in the help; missing when it takes none. */
  readonly value?: string;
  readonly doc: string;
}

type Options = Readonly<Record<string, Option>>;

/** What was typed behind the command's name. */
export interface Input<Names extends readonly string[], O extends Options> {
  readonly arguments: { readonly [Index in keyof Names]: string };
  readonly options: { readonly [Name in keyof O]?: O[Name]['type'] extends 'boolean' ? boolean : string };
}

interface Definition<Names extends readonly string[], O extends Options> {
  /** As it is typed, such as `user create`. */
  readonly name: string;
  /** What it does, in a few words without a full stop. */
  readonly summary: string;
  /** The arguments that it needs, in their order, as the help names them. */
  readonly arguments?: Names;
  readonly options?: O;
  /** What the help says below, line by line. */
  readonly notes?: readonly string[];
  /** @returns the exit code, or undefined while the process goes on; @throws AppError, ConfigError, UsageError */
  run(input: Input<Names, O>): Promise<number | undefined>;
}

/** Something that the program can be told to do. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** How it is typed, and what its options mean. */
  readonly help: string;
  /** As in {@link Definition}, from the words behind its name. */
  run(words: readonly string[]): Promise<number | undefined>;
}

/** What was typed is no use of the command. Its message is a sentence. */
export class UsageError extends Error {}

export function defineCommand<
  const Names extends readonly string[] = [],
  const O extends Options = Record<never, never>,
>(definition: Definition<Names, O>): Command {
  const { name, summary } = definition;
  const names: readonly string[] = definition.arguments ?? [];
  const options: Options = definition.options ?? {};
  return {
    name,
    summary,
    help: [helpOf(name, summary, names, options), ...(definition.notes ? ['', ...definition.notes] : [])].join('\n'),
    run: async (words) => {
      const { values, positionals } = parse({ args: [...words], options, allowPositionals: true });
      if (positionals.length < names.length) throw new UsageError(`${names[positionals.length]} is missing.`);
      if (positionals.length > names.length) throw new UsageError(`Not understood: ${positionals[names.length]}`);
      // There are as many as names, and parseArgs gave every option the type that it says; generic types do not show it.
      return definition.run({ arguments: positionals, options: values } as unknown as Input<Names, O>);
    },
  };
}

function parse(config: ParseArgsConfig) {
  try {
    return parseArgs(config);
  } catch (error) {
    const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    throw isUsage ? new UsageError(error.message) : error;
  }
}

function helpOf(name: string, summary: string, names: readonly string[], options: Options): string {
  const rows = Object.entries(options).map(([option, { value, doc }]) => [
    `--${option}${value ? ` ${value}` : ''}`,
    doc,
  ]);
  const width = Math.max(...rows.map(([left = '']) => left.length));
  const usage = [name, ...names, ...(rows.length > 0 ? ['[options]'] : [])].join(' ');
  const lines = rows.map(([left = '', doc]) => `  ${left.padEnd(width)}  ${doc}`);
  return [`Usage: ${usage}`, `${summary}.`, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}

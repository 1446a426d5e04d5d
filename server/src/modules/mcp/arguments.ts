import type { Static, TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { lenient, type SpellingSchema } from '../../core/leniency.ts';

/** The code for an argument that is missing, empty or out of bounds, where it has one of its own. */
export type ArgumentCodes = Readonly<Record<string, ErrorCode>>;

/** Checks the arguments of a call and returns them as the schema spells them. */
export type ArgumentReader<Input extends TObject> = (args: unknown) => Static<Input>;

/** Whether an argument is there and within bounds, as opposed to being of the right type. */
const BOUNDS: ReadonlySet<string> = new Set(['required', 'minLength', 'minimum']);

/**
 * A reader for tools with this input schema.
 * @throws AppError on reading: the argument's own code, `tool_argument_invalid` for what is no UUID, else
 * `tool_arguments_invalid`; the sentence names the argument
 */
export function createArgumentReader<Input extends TObject>(
  schema: Input,
  codes: ArgumentCodes,
): ArgumentReader<Input> {
  const validator = Compile(schema);
  return (args = {}) => {
    const respelled = lenient(schema as SpellingSchema, args);
    if (validator.Check(respelled)) return respelled as Static<Input>;
    throw faultOf(validator.Errors(respelled), Object.keys(schema.properties), codes);
  };
}

function faultOf(
  faults: readonly TLocalizedValidationError[],
  known: readonly string[],
  codes: ArgumentCodes,
): AppError {
  // The fault "boolean" is the shadow of "additionalProperties", which says more.
  const fault = faults.find(({ keyword }) => keyword !== 'boolean');
  if (!fault) return new AppError('tool_arguments_invalid');
  if (fault.keyword === 'additionalProperties') {
    const [unknown] = fault.params.additionalProperties;
    return new AppError('tool_arguments_invalid', `There is no argument ${unknown}. There is: ${known.join(', ')}.`);
  }
  if (fault.keyword === 'required') {
    const [name = ''] = fault.params.requiredProperties;
    return new AppError(codes[name] ?? 'tool_arguments_invalid', `The argument ${name} is required.`);
  }
  const name = fault.instancePath.slice(1).replaceAll('/', '.');
  if (fault.keyword === 'format') return new AppError('tool_argument_invalid', `The argument ${name} must be a UUID.`);
  const code = (BOUNDS.has(fault.keyword) ? codes[name] : undefined) ?? 'tool_arguments_invalid';
  const wrong = fault.keyword === 'minLength' ? 'must not be empty' : fault.message;
  return new AppError(code, name ? `The argument ${name} ${wrong}.` : `The arguments ${wrong}.`);
}

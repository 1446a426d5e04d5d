import { parametersOf, type SkillParameter } from './skill-parameters.ts';

/** What a skill is told, as the server takes it. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The same as the fields of a form hold it, by the names of the parameters. */
export type SkillValues = Readonly<Record<string, string>>;

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Names count in any case, as the server has it. What is null counts as left out. */
const given = (parameters: Parameters, name: string): unknown =>
  parameters[name] ?? Object.entries(parameters).find(([candidate]) => sameName(candidate, name))?.[1] ?? undefined;

const textOf = (parameter: SkillParameter, value: unknown): string => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (text === '') return parameter.otherwise;
  if (parameter.kind === 'choice')
    return parameter.choices.find((choice) => sameName(choice.value, text))?.value ?? text;
  return parameter.kind === 'whole' && parameter.isPercent ? String(Math.round(Number(text) * 100)) : text;
};

/** The fields for a new run. */
export const startValues = (skillName: string): SkillValues =>
  Object.fromEntries(parametersOf(skillName).map(({ name, start }) => [name, start]));

/** The fields for what is stored. */
export const valuesOf = (skillName: string, parameters: Parameters): SkillValues =>
  Object.fromEntries(
    parametersOf(skillName).map((parameter) => [parameter.name, textOf(parameter, given(parameters, parameter.name))]),
  );

/** The parameters that are asked for while the fields hold these values. */
export const askedOf = (skillName: string, values: SkillValues): readonly SkillParameter[] =>
  parametersOf(skillName).filter(
    (parameter) =>
      parameter.kind !== 'whole' ||
      parameter.onlyFor === null ||
      parameter.onlyFor.values.includes(values[parameter.onlyFor.name] ?? ''),
  );

const isGood = (parameter: SkillParameter, value: string): boolean => {
  if (parameter.kind === 'choice') return true;
  if (value.trim() === '') return parameter.kind === 'whole' && parameter.mayBeEmpty;
  if (parameter.kind === 'text') return true;
  const number = Number(value);
  return Number.isInteger(number) && number >= parameter.min && number <= parameter.max;
};

/** What has to be mended before the values can be sent, as keys of texts by the names of the parameters. */
export const faultsOf = (skillName: string, values: SkillValues) =>
  Object.fromEntries(
    askedOf(skillName, values).flatMap((parameter) => {
      if (parameter.kind === 'choice' || isGood(parameter, values[parameter.name] ?? '')) return [];
      return [[parameter.name, parameter.kind === 'text' ? parameter.missing : parameter.wrong] as const];
    }),
  );

const sent = (parameter: SkillParameter, text: string): unknown => {
  if (parameter.kind !== 'whole') return text;
  return parameter.isPercent ? Number(text) / 100 : Number(text);
};

/** What is sent. `others` are parameters that the form does not know, which stay. */
export const toParameters = (skillName: string, values: SkillValues, others: Parameters = {}): Parameters => {
  const known = parametersOf(skillName);
  const kept = Object.entries(others).filter(([name]) => !known.some((parameter) => sameName(parameter.name, name)));
  const set = askedOf(skillName, values).flatMap((parameter) => {
    const text = values[parameter.name] ?? '';
    return text.trim() === '' ? [] : [[parameter.name, sent(parameter, text)] as const];
  });
  return Object.fromEntries([...kept, ...set]);
};

import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { parseId } from '../../core/ids.ts';
import { LANGUAGES, type Language } from './languages.ts';

const DEFAULT_SKILL = 'basic_image_enrich';
const MAX_SKILL_NAME_CHARACTERS = 100;

interface PromptArguments {
  readonly id: string;
  readonly skill: string;
}

interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: Readonly<Record<Language, string>>;
  readonly takesSkill: boolean;
  readonly text: Readonly<Record<Language, (args: PromptArguments) => string>>;
}

const resourcesOf = (id: string): string =>
  [`asset://${id}`, `asset://${id}/derivatives`, `asset://${id}/structured-results`].join(', ');

/** By name, in the order in which they are listed. */
const PROMPTS: readonly Prompt[] = [
  {
    name: 'enrich_asset',
    title: 'Enrich Asset',
    description: {
      en: 'Run a skill on a picture and check what came of it.',
      zh: '对图片执行一个技能，并检查结果。',
    },
    takesSkill: true,
    text: {
      en: ({ id, skill }) =>
        [
          `Enrich the asset ${id} with the skill ${skill}.`,
          `1. Make sure with list_skills that ${skill} exists.`,
          `2. Call run_asset_skill with assetId=${id} and skillName=${skill}. When it answers with a jobId, follow it with get_job.`,
          `3. Read ${resourcesOf(id)} and check that derivatives and structuredResults are there.`,
          'Report the outcome of each step, the key outputs and, if something failed, the smallest fix.',
        ].join('\n'),
      zh: ({ id, skill }) =>
        [
          `请使用技能 ${skill} 处理资产 ${id}。`,
          `1. 通过 list_skills 确认 ${skill} 存在。`,
          `2. 调用 run_asset_skill，参数为 assetId=${id}、skillName=${skill}。若返回 jobId，请用 get_job 跟进。`,
          `3. 读取 ${resourcesOf(id)}，确认 derivatives 与 structuredResults 已生成。`,
          '请报告每个步骤的结果、关键产出；如有失败，给出最小的修复办法。',
        ].join('\n'),
    },
  },
  {
    name: 'inspect_asset',
    title: 'Inspect Asset',
    description: {
      en: 'Summarise a picture and say whether it needs processing.',
      zh: '汇总一张图片的信息，并判断是否需要处理。',
    },
    takesSkill: false,
    text: {
      en: ({ id }) =>
        [
          `Inspect the asset ${id}.`,
          `1. Call get_asset with id=${id}, and look at it with asset_view.`,
          `2. Where needed, read ${resourcesOf(id)}.`,
          '3. Summarise contentType, extension, size, checksumSha256, width, height, derivatives and structuredResults.',
          'Report an overview, the outputs, and whether run_asset_skill is advisable.',
        ].join('\n'),
      zh: ({ id }) =>
        [
          `请检查资产 ${id}。`,
          `1. 调用 get_asset，参数为 id=${id}，并用 asset_view 查看图片。`,
          `2. 需要时读取 ${resourcesOf(id)}。`,
          '3. 汇总 contentType、extension、size、checksumSha256、width、height、derivatives 与 structuredResults。',
          '请报告概况、产出，以及是否建议执行 run_asset_skill。',
        ].join('\n'),
    },
  },
  {
    name: 'review_asset_outputs',
    title: 'Review Asset Outputs',
    description: { en: 'Judge what processing made of a picture.', zh: '评审一张图片的处理结果。' },
    takesSkill: false,
    text: {
      en: ({ id }) =>
        [
          `Review what was made of the asset ${id}.`,
          `1. Read ${resourcesOf(id)}.`,
          '2. Judge metadata, thumbnail, derivatives and structuredResults.',
          `3. If something is missing, recommend run_asset_skill, usually with ${DEFAULT_SKILL}.`,
          'Report findings, their impact and the next action.',
        ].join('\n'),
      zh: ({ id }) =>
        [
          `请评审资产 ${id} 的处理结果。`,
          `1. 读取 ${resourcesOf(id)}。`,
          '2. 评估元数据、缩略图、derivatives 与 structuredResults。',
          `3. 若有缺失，建议执行 run_asset_skill（通常使用 ${DEFAULT_SKILL}）。`,
          '请报告发现的问题、影响与下一步操作。',
        ].join('\n'),
    },
  },
];

const ARGUMENTS: Readonly<
  Record<Language, { readonly assetId: string; readonly skill: string; readonly language: string }>
> = {
  en: {
    assetId: 'The id of the picture.',
    skill: `The skill; ${DEFAULT_SKILL} when left out.`,
    language: 'en or zh; that of the request when left out.',
  },
  zh: {
    assetId: '图片的 ID。',
    skill: `技能名称，默认为 ${DEFAULT_SKILL}。`,
    language: 'en 或 zh，默认取请求的语言。',
  },
};

/** What there is to ask for, in the language of whoever chooses from it. */
export const listPrompts = (language: Language) =>
  PROMPTS.map(({ name, title, description, takesSkill }) => ({
    name,
    title,
    description: description[language],
    arguments: [
      { name: 'assetId', description: ARGUMENTS[language].assetId, required: true },
      ...(takesSkill ? [{ name: 'skillName', description: ARGUMENTS[language].skill, required: false }] : []),
      { name: 'language', description: ARGUMENTS[language].language, required: false },
    ],
  }));

/** @throws ProtocolError Invalid Params, with a code that tells what is wrong */
export function getPrompt(name: string, args: Readonly<Record<string, unknown>> | undefined, preferred: Language) {
  const prompt = PROMPTS.find((known) => known.name === name);
  if (!prompt) throw wrong('prompt_not_found', `There are: ${PROMPTS.map((known) => known.name).join(', ')}.`);
  const { assetId, skillName, language } = args ?? {};
  if (typeof assetId !== 'string') throw wrong('prompt_arguments_invalid', 'The argument assetId is required.');
  const id = parseId(assetId);
  if (!id) throw wrong('prompt_argument_invalid', 'The argument assetId must be a UUID.');
  const spoken = LANGUAGES.find((known) => known === language);
  if (language !== undefined && !spoken) throw wrong('prompt_argument_invalid', 'The argument language is en or zh.');
  const skill = (typeof skillName === 'string' && skillName.trim()) || DEFAULT_SKILL;
  if (skill.length > MAX_SKILL_NAME_CHARACTERS)
    throw wrong('prompt_argument_invalid', 'The argument skillName is too long.');
  const chosen = spoken ?? preferred;
  const text = prompt.text[chosen]({ id, skill });
  return {
    description: prompt.description[chosen],
    messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }],
  };
}

const wrong = (code: string, message: string): ProtocolError =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, message, { code });

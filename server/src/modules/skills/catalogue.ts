/** What a skill does, in this order. */
export type StepName =
  | 'generate_thumbnail'
  | 'generate_basic_caption'
  | 'strip_exif_metadata'
  | 'convert_image_format'
  | 'draw_watermark';

interface Skill {
  readonly description: string;
  readonly steps: readonly [StepName, ...StepName[]];
  /** Whether lists name it; others can be run by name. */
  readonly isListed: boolean;
}

/** Every skill under its canonical name, in the order of lists. */
export const SKILLS = {
  basic_image_enrich: {
    description: 'Makes thumbnails and, with an active AI provider, a caption. Done for every upload.',
    steps: ['generate_thumbnail', 'generate_basic_caption'],
    isListed: true,
  },
  thumbnail: { description: 'Makes the thumbnails that are missing.', steps: ['generate_thumbnail'], isListed: false },
  'ai-caption': {
    description: 'Has an AI model describe the picture, anew if it has a caption.',
    steps: ['generate_basic_caption'],
    isListed: false,
  },
  'exif-strip': {
    description: 'Removes EXIF, XMP, IPTC and comments, places above all; orientation and colours stay.',
    steps: ['strip_exif_metadata'],
    isListed: true,
  },
  'format-convert': {
    description: 'Converts to another format: TargetFormat, and Quality from 1 to 100.',
    steps: ['convert_image_format'],
    isListed: true,
  },
  watermark: {
    description: 'Draws a text on the picture: Text, Opacity, FontSize and Position.',
    steps: ['draw_watermark'],
    isListed: true,
  },
} as const satisfies Record<string, Skill>;

export type SkillName = keyof typeof SKILLS;

export const SKILL_NAMES = Object.keys(SKILLS) as readonly SkillName[];

const ALIASES: ReadonlyMap<string, SkillName> = new Map<string, SkillName>([
  ...SKILL_NAMES.map((name): [string, SkillName] => [name, name]),
  ['generate_thumbnail', 'thumbnail'],
  ['ai_caption', 'ai-caption'],
  ['basic_caption', 'ai-caption'],
  ['generate_basic_caption', 'ai-caption'],
  ['strip_exif_metadata', 'exif-strip'],
  ['strip-exif-metadata', 'exif-strip'],
  ['exif_strip', 'exif-strip'],
  ['convert_image_format', 'format-convert'],
  ['convert-image-format', 'format-convert'],
  ['format_convert', 'format-convert'],
  ['draw_watermark', 'watermark'],
  ['draw-watermark', 'watermark'],
]);

/** The canonical name behind any spelling that clients use; undefined when there is no such skill. */
export const resolveSkill = (name: string): SkillName | undefined => ALIASES.get(name.trim().toLowerCase());

export const hasStep = (skill: SkillName, step: StepName): boolean => SKILLS[skill].steps.some((name) => name === step);

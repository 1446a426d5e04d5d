const TYPE = 'application/x-nekohub-skill';

/** Puts a skill into what is being dragged. */
export const carrySkill = (transfer: DataTransfer, skillName: string) => {
  transfer.setData(TYPE, skillName);
  transfer.effectAllowed = 'copy';
};

/** Whether a skill is being dragged; which one is only told when it is dropped. */
export const carriesSkill = (transfer: DataTransfer): boolean => transfer.types.includes(TYPE);

export const carriedSkill = (transfer: DataTransfer): string | null => transfer.getData(TYPE) || null;

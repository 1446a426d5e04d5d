import { Button } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { skillsQuery } from '../data/runs.ts';
import { useCan } from '../data/session.ts';
import { skillAbout, skillText, workflowSkills } from '../skills/skill-names.ts';
import { carrySkill } from './carried-skill.ts';
import classes from './skill-palette.module.css';

interface SkillPaletteProps {
  /** How many steps there are. */
  count: number;
  onAdd: (skillName: string) => void;
}

/** The skills, to be added or dragged onto the canvas. */
export const SkillPalette = ({ count, onAdd }: SkillPaletteProps) => {
  const { t } = useTranslation();
  const [added, setAdded] = useState<string | null>(null);
  const can = useCan();
  const { data: listed } = useQuery({ ...skillsQuery, enabled: can('assets.read') });
  return (
    <section className={classes.palette} aria-labelledby="workflow-skills">
      <h2 id="workflow-skills" className={classes.heading}>
        {t('workflows.skills')}
      </h2>
      {/* On a phone the steps are out of sight. */}
      <p className={classes.hint} role="status">
        {added === null ? t('workflows.skillsHint') : t('workflows.moved', { name: added, number: count, count })}
      </p>
      <ul className={classes.skills}>
        {workflowSkills(listed).map((skillName) => {
          const name = skillText(t, skillName);
          return (
            <li
              key={skillName}
              className={classes.skill}
              draggable
              onDragStart={(event) => carrySkill(event.dataTransfer, skillName)}
            >
              <IconGripVertical size={16} className={classes.grip} aria-hidden="true" />
              <span className={classes.words}>
                <span className={classes.name}>{name}</span>
                <span className={classes.about}>{skillAbout(t, skillName)}</span>
              </span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('workflows.addNamed', { name })}
                onClick={() => {
                  onAdd(skillName);
                  setAdded(name);
                }}
              >
                {t('workflows.add')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

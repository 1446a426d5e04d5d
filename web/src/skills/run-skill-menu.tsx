import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../console-ui/dialog.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import type { SkillOrder } from '../data/run-changes.ts';
import { skillsQuery } from '../data/runs.ts';
import { SkillForm } from './skill-form.tsx';
import { offeredSkills, skillText } from './skill-names.ts';
import { parametersOf } from './skill-parameters.ts';

interface RunSkillMenuProps {
  /** The button that opens it. */
  children: ReactElement;
  onRun: (order: SkillOrder, onStarted: () => void) => void;
  isStarting?: boolean;
  error?: Error | null;
}

/** The skills that can be run; those with parameters ask for them. */
export const RunSkillMenu = ({ children, onRun, isStarting = false, error = null }: RunSkillMenuProps) => {
  const { t } = useTranslation();
  const { data: skills } = useQuery(skillsQuery);
  const [asking, setAsking] = useState<string | null>(null);
  const asked = useLastGiven(asking);
  const close = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          {offeredSkills(skills ?? []).map((skillName) => (
            <Menu.Item
              key={skillName}
              onClick={() => (parametersOf(skillName).length > 0 ? setAsking(skillName) : onRun({ skillName }, close))}
            >
              {skillText(t, skillName)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={asking !== null} onClose={close} title={asked === null ? '' : skillText(t, asked)}>
        {asked !== null && (
          <SkillForm
            skillName={asked}
            busy={isStarting}
            error={error}
            onClose={close}
            onRun={(parameters) => onRun({ skillName: asked, parameters }, close)}
          />
        )}
      </Dialog>
    </>
  );
};

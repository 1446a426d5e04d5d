import { IconAlertTriangle } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import classes from './canvas.module.css';
import type { Direction } from './layout.ts';

/** What is shown of a step on the canvas. */
export type StepNodeType = Node<
  { number: number; name: string; summary: string; isFaulty: boolean; direction: Direction },
  'step'
>;

const sides = {
  down: { target: Position.Top, source: Position.Bottom },
  right: { target: Position.Left, source: Position.Right },
} as const;

export const StepNode = ({ data, selected }: NodeProps<StepNodeType>) => {
  const { t } = useTranslation();
  const { number, name, summary, isFaulty, direction } = data;
  return (
    <div className={classes.step} data-selected={selected || undefined} data-faulty={isFaulty || undefined}>
      <Handle type="target" position={sides[direction].target} className={classes.handle ?? ''} />
      <span className={classes.number}>{number}</span>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        {summary !== '' && <span className={classes.summary}>{summary}</span>}
      </span>
      {isFaulty && <IconAlertTriangle size={18} className={classes.fault} aria-label={t('workflows.incomplete')} />}
      <Handle type="source" position={sides[direction].source} className={classes.handle ?? ''} />
    </div>
  );
};

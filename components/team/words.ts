/** Why somebody without the role cannot manage the team. */
export const manageBarred = "Managing the team needs the role admin.";

/** Said on what changes pockets to whoever may not. */
export const mayNot = "Opening and changing pockets needs the role admin.";

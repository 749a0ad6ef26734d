"""Articles to suggest from, made up by us in the styles that people paste: news, agencies, courts, letters. The people,
cases and figures in them are invented."""

RULING = """Judge blocks benefits data transfer to housing agency

By Rita Calloway
Published March 14, 2025

BOSTON — A federal judge on Thursday temporarily blocked the Department of Housing and Urban Development from \
receiving benefit records held by the Social Security Administration, saying the plan appeared to \
exceed what Congress allowed.

U.S. District Judge Miriam Okafor granted a preliminary injunction in Tenants United v. Turner, No. 1:25-cv-10314, \
writing that the agencies had failed to explain why they set aside three decades of practice.

“The government may change course,” Okafor wrote in a 41-page opinion. “What it may not do is change course in \
silence.”

The lawsuit, filed Feb. 3 by Tenants United and the Massachusetts Housing Alliance (MHA), argues that the transfer \
violates the Privacy Act, 5 U.S.C. § 552a, and the Administrative Procedure Act.

Jonas Weller, a lawyer for the plaintiffs, said the ruling “protects people who did nothing more than apply for \
help.”

A HUD spokeswoman, Dana Pruitt, said the department disagreed with the decision and would appeal. “We are confident \
that the First Circuit will see this differently,” she said.

The order will remain in effect until the court rules on the merits. A hearing is set for April 22.
"""

RULE = """EPA proposes to loosen reporting rule for small plants

WASHINGTON, Oct. 2, 2024 - The U.S. Environmental Protection Agency (EPA) today proposed a rule that would let small \
chemical plants file emission reports every other year.

The proposed rule, to be published at 89 Fed. Reg. 81012, would amend 40 CFR part 68 and would take effect on \
January 1, 2026. Comments are due by December 2, 2024, under Docket No. EPA-HQ-OEM-2024-0117.

"Small plants have told us that yearly reports cost more than they tell anyone," said Administrator Lena Ruiz. "This \
proposal listens to them."

The National Federation of Chemical Makers welcomed the change. "It is long overdue," its president, Carl Boone, said \
in a statement.

Environmental groups were less pleased. "Communities next to these plants will be in the dark for two years at a \
time," said Mary Ellen Voss of the Clean Air Network. She called the proposal "reckless."

The American Lung League opposes the proposal, arguing that inspectors depend on yearly figures. Some state officials \
worry that the change could hide leaks.

* The proposal covers about 4,000 plants.
* Reports would be due every two years.
* Critics fear that leaks will go unnoticed.
"""

LETTER = """Senators press labor board on surveillance software

Eleven senators wrote to the National Labor Relations Board on Tuesday, asking it to explain how it uses software \
that tracks the messages of union organizers.

In the letter, led by Sen. Paula Whitcomb (D-Minn.) and Sen. Theo Barrow (R-Maine), the lawmakers demand answers by \
May 30. “Workers who fear that their employer, let alone their government, is reading along will not speak,” the \
senators wrote.

The letter cites 29 U.S.C. § 157 and Executive Order 14110.

The board did not respond to a request for comment. A person familiar with the program, who was not authorized to \
speak publicly, said the software had been switched off “last month”.

“We’re looking at this closely,” said Whitcomb. “And we won’t stop at one letter.”

The International Brotherhood of Office Workers praised the senators. Its general counsel, Ana Sol, told reporters: \
“This is surveillance, plain and simple.”
"""

ORDER = """ORDER ON BORROWED RECORDS

On January 20, 2025, the President signed Executive Order 14199, “Putting Borrowed Records in Order,” which directs \
agencies to return records they hold for one another within 90 days.

Section 3 of the order instructs the Office of Management and Budget (OMB) to issue guidance by March 1. The order \
rescinds Executive Order 13999 of June 3, 2021.

According to the White House, the order “ends a decade of careless copying.” Privacy advocates questioned whether \
agencies have the staff to comply.

The order relies on 44 U.S.C. §§ 3101 and 3301 and on Pub. L. No. 113-283. It was published at 90 FR 8761 on \
1/29/2025.
"""

BRITISH = """Regulator ‘must act’ on school cameras

The information regulator said on Wednesday it would look into cameras in school canteens.

‘Parents weren’t asked, and children can’t say no,’ said Ruth Adeyemi, who leads the charity Quiet Classrooms. ‘That \
isn’t consent.’

The Department for Education said the schools’ plans were a matter for the schools’ governors.
"""

PARAGRAPHS = """Union chief on the closures

Marta Lindqvist, president of the Harbor Workers Union, spoke for some time.

“We were told in May that nothing would close,” said Lindqvist. “We believed it.

“Then the letters came. They gave us nine days.

“Nine days isn’t notice.”

Asked about talks, she said there were none. “I would hear about it,” Lindqvist added, “if there were.”
"""

OPINION = """UNITED STATES DISTRICT COURT
FOR THE DISTRICT OF COLUMBIA

RIVERSIDE TENANTS ASSOCIATION, et al., Plaintiffs, v. DEPARTMENT OF RECORDS, et al., Defendants.
Civil Action No. 25-cv-1204 (ABC)

MEMORANDUM OPINION

Plaintiffs are two associations whose members filed returns with the Internal Revenue Service (“IRS”). They
allege that the agency unlawfully disclosed their addresses. See Compl. ¶ 14. The Court has jurisdiction under
28 U.S.C. § 1331. For the reasons that follow, the motion for a preliminary injunction is denied.

Section 6103 of the Internal Revenue Code provides that returns “shall be confidential.” 26 U.S.C. § 6103(a). An
exception permits disclosure to officers who are “personally and directly engaged” in a criminal investigation. Id.
§ 6103(i)(2)(A). The Supreme Court has read such words strictly. Smith v. Jones Lumber Co., 512 U.S. 101 (1994); see
also Doe v. Roe, 88 F.4th 1021 (D.C. Cir. 2023); 26 C.F.R. § 301.6103(i)-1.

SO ORDERED.
DATE: May 12, 2025
"""

NOTHING = """Garden notes

The beans are in, and the weather is kind. May brings rain, they say, and march winds are over. It's 6" deep here.
"""

"""公告: recruitment notices in the form of an article, as governments, hospitals, schools and state firms write them.

titles -> what a notice's title says it is; grid -> tables with merged cells spread out; columns -> which column says what;
rows -> posts of a table; prose -> what the text says (deadline, head-count …); counted -> posts that a text counts line by line; reading -> a story and its posts; site -> the Source.
"""
